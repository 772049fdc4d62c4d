/* Figures and dates of independent reports that ought to be one and are not. */
#include "tests/unit/diffing.h"
#include "tests/unit/suite.h"

/* Two reports, and what conflicts in them: "left>right|left>right". */
static const struct {
    const char *left, *right, *conflicts;
} reports[] = {
    {"A gunman killed 8 people at a shopping centre in Malmo on Friday, police said.",
     "Police in Malmo said a gunman had killed 12 people at a shopping centre.", "8>12"},
    {"The fire in the port of Beirut caused $4 million in damage, officials said.",
     "Officials put the damage from the fire in the port of Beirut at $5 million.",
     "$4 million>$5 million"},
    {"The parliament of Kenya will vote on the tax bill on March 12, the speaker said.",
     "The speaker said the parliament of Kenya is to vote on the tax bill on March 14.",
     "March 12>March 14"},
    {"A ferry carrying 240 passengers sank off Zanzibar, the coast guard said.",
     "The coast guard said a ferry with 310 passengers on board sank off Zanzibar.", "240>310"},
    {"Acme Corp. will cut 1,200 jobs at its plant in Toledo, the company said.",
     "The company said Acme Corp. plans to cut 1,500 jobs at the Toledo plant.", "1,200>1,500"},
    {"The earthquake struck Antakya at a magnitude of 6.3, the institute said.",
     "The institute said an earthquake of magnitude 6.8 struck Antakya.", "6.3>6.8"},
    {"Unemployment in Spain rose to 12.5 percent in March, the statistics office said.",
     "The statistics office said unemployment in Spain had risen to 13.1 percent in March.",
     "12.5 percent>13.1 percent"},
    {"At least seven people were killed when a bus overturned near Cusco, officials said.",
     "Officials said nine people died when a bus overturned near Cusco.", "seven>nine"},
    {"The company agreed to pay a fine of $30 million to settle the case with the regulator.",
     "To settle the case with the regulator the company agreed to pay a fine of $45 million.",
     "$30 million>$45 million"},
    {"Rescuers in Nepal pulled 14 climbers from the avalanche, the army said.",
     "The army said rescuers had pulled 17 climbers from the avalanche in Nepal.", "14>17"},
    {"The court in Oslo sentenced Lars Hansen to 12 years in prison.",
     "Lars Hansen was sentenced to 14 years in prison by a court in Oslo.", "12 years>14 years"},
    {"The museum in Ghent bought the painting for 2.5 million euros at auction.",
     "The painting was bought at auction by the museum in Ghent for 3.2 million euros.",
     "2.5 million euros>3.2 million euros"},
    {"Police detained 45 protesters in Minsk after the rally.",
     "After the rally in Minsk police detained 62 protesters.", "45>62"},
    {"Maria Olsen, the mayor of Tarn, resigned on Monday after the vote.",
     "Maria Olsen resigned as mayor of Tarn on Tuesday after the vote.", "Monday>Tuesday"},
    {"The new bridge over the Tagus will open in June 2027, the minister said.",
     "The minister said the new bridge over the Tagus would open in September 2027.",
     "June 2027>September 2027"},
    {"The storm left 3,000 homes without power in Donegal.",
     "In Donegal 5,000 homes were left without power by the storm.", "3,000>5,000"},
    {"Two bombs exploded in the market of Kirkuk, killing 23 people and wounding 60.",
     "Bombs in the market of Kirkuk killed 31 people and wounded 60.", "23>31"},
    {"The senate in Manila approved the budget by 14 votes to 7.",
     "The budget was approved by the senate in Manila by 15 votes to 7.", "14>15"},
    {"Twelve miners were trapped in the shaft at Zonguldak, the union said.",
     "The union said 15 miners were trapped in the Zonguldak shaft.", "Twelve>15"},
    {"Novak Petrov, 34, was arrested in Sofia for the robbery.",
     "Police in Sofia arrested Novak Petrov, 36, for the robbery.", "34>36"},
    {"About 100 people were killed in the flood at Sylhet, officials said.",
     "Officials said 103 people had been killed in the flood at Sylhet.", ""},
    {"More than 50 people died in the crash near Lagos, the agency said.",
     "The agency said 57 people died in the crash near Lagos.", ""},
    {"Dozens of people were injured in the stampede at Cairo station, the ministry said.",
     "The ministry said 43 people were injured in the stampede at Cairo station.", ""},
    {"The blast in Quetta killed 12 people, three of them children, police said.",
     "Police said 12 people were killed by the blast in Quetta, among them three children.", ""},
    {"The blast in Quetta killed 12 people, police said.",
     "Three children were among those killed by the blast in Quetta, police said.", ""},
    {"The fire caused about $4 million in damage in the port of Beirut, officials said.",
     "Officials said the fire had caused $4.2 million in damage in the port of Beirut.", ""},
    {"The plant in Toledo employs 3,000 workers, and 1,200 jobs will be cut there.",
     "At the Toledo plant 1,200 jobs will be cut, 800 of them this year.", ""},
    {"The parliament of Kenya will vote on the tax bill on Thursday, March 12.",
     "The parliament of Kenya debated the tax bill on Tuesday and will vote on it on March 12.",
     ""},
    {"Unemployment in Spain rose to 12.5 percent in March from 12.1 percent in February.",
     "Unemployment in Spain rose in March to 12.5 percent, the highest since 2019.", ""},
    {"At least seven people were killed when a bus overturned near Cusco.",
     "Seven people died when a bus with 40 passengers overturned near Cusco.", ""},
    {"Acme Corp. made a profit of $30 million in the quarter on sales of $400 million.",
     "On sales of $400 million Acme Corp. made $30 million in the quarter, up from $25 million.",
     ""},
    {"The ferry, which can carry 240 passengers, sank off Zanzibar with 180 people on board.",
     "A ferry with 180 people on board sank off Zanzibar; 120 were rescued.", ""},
    {"Nearly 5,000 homes in Donegal were left without power by the storm.",
     "The storm left 4,900 homes without power in Donegal.", ""},
    {"The court in Oslo sentenced Lars Hansen to 12 years in prison for the killing of two men.",
     "Lars Hansen, 44, got 12 years in prison from a court in Oslo.", ""},
    {"Hundreds of protesters marched in Minsk and police detained 45 people.",
     "Police in Minsk detained 45 of some 800 protesters.", ""},
    {"The earthquake struck Antakya at 4.17 a.m. with a magnitude of 6.3.",
     "An earthquake of magnitude 6.3 struck Antakya early on Monday.", ""},
    {"At least 20 people were killed in the attack on the hotel in Kabul.",
     "The attack on the hotel in Kabul killed 26 people.", ""},
    {"The mayor of Tarn, Maria Olsen, said on Monday that she would resign on Friday.",
     "Maria Olsen, the mayor of Tarn, will resign on Friday.", ""},
    {"Up to 30 people may have been killed in the landslide at Freetown.",
     "Rescuers said 22 people had been killed in the landslide at Freetown.", ""},
    {"The bank paid $1.9 billion in 2012 to settle the case in New York.",
     "The bank in New York paid $1.9 billion to settle the case, and $200 million in costs.", ""},
    {"Two men and three women were killed in the avalanche at Davos.",
     "Five people were killed in the avalanche at Davos, police said.", ""},
    {"The army in Nepal rescued 14 climbers on Monday and three on Tuesday.",
     "The army in Nepal rescued 17 climbers in two days.", ""},
    {"Police said the shooting in Malmo on Friday left 8 people dead and 20 wounded.",
     "The shooting in Malmo left eight dead, and 12 of the 20 wounded were still in hospital.", ""},
    {"The club sold the striker to Porto for 40 million euros in 2021.",
     "The striker went to Porto for 40 million euros after four seasons and 61 goals.", ""},
    {"A passenger train derailed near Ostrava on Monday, killing five people and injuring 38, "
     "rescuers said. The train was carrying about 200 passengers from Prague to Krakow.",
     "Six people died and at least 30 were hurt when a train from Prague to Krakow left the rails "
     "near Ostrava, rescuers said. Some 210 passengers were on board.",
     "five>Six"},
    {"The wildfire near Setubal has burned 4,000 hectares and destroyed 31 houses, the civil "
     "protection agency said.",
     "Flames have destroyed 46 houses and burned some 4,000 hectares near Setubal, according to "
     "the civil protection agency.",
     "31>46"},
    {"The central bank of Chile raised its main rate by half a point to 6.5 percent on Wednesday.",
     "Chile's central bank lifted its main rate to 6.75 percent on Wednesday.",
     "6.5 percent>6.75 percent"},
    {"Goran Kovac, 58, was elected mayor of Split with 53 percent of the vote on Sunday.",
     "Split elected Goran Kovac mayor on Sunday with 56 percent of the vote.",
     "53 percent>56 percent"},
    {"Border guards seized 300 kilograms of cocaine in Rotterdam, hidden among bananas from "
     "Ecuador.",
     "In Rotterdam border guards found 450 kilograms of cocaine hidden among bananas from Ecuador.",
     "300>450"},
    {"The inquest into the sinking of the Bright Star opens on May 3 in Cork, the coroner said.",
     "The inquest into the sinking of the Bright Star will open in Cork on May 10.",
     "May 3>May 10"},
    {"Nurses at 14 hospitals in Quebec went on strike on Thursday over pay. The union wants a "
     "raise of 8 percent.",
     "A strike of nurses closed wards at 16 hospitals in Quebec. Their union asks for a raise of 8 "
     "percent.",
     "14>16"},
    {"The rocket carried 22 satellites into orbit from Kourou, the agency said. It was the third "
     "launch this year.",
     "The agency said the rocket put 24 satellites into orbit from Kourou.", "22>24"},
    {"Vandals damaged 60 graves in the old cemetery of Lodz overnight, police said.",
     "Some 90 graves in the old cemetery of Lodz were damaged overnight by vandals, police said.",
     "60>90"},
    {"An avalanche killed four skiers above Verbier on Saturday. A fifth skier is missing.",
     "Three skiers were killed by an avalanche above Verbier on Saturday, and two are missing.",
     "four>Three"},
    {"The school in Bergen was evacuated after a gas leak; 420 pupils were sent home.",
     "After a gas leak 520 pupils of the school in Bergen were sent home.", "420>520"},
    {"A passenger train derailed near Ostrava on Monday, killing five people and injuring 38. In "
     "2015 a train crash near Ostrava killed three people.",
     "Five people died when a train left the rails near Ostrava, and 38 were hurt. Three people "
     "died in a crash there in 2015.",
     ""},
    {"Helvar Group said on Tuesday it would buy Norlight for $2.1 billion. Shares of Norlight rose "
     "14 percent on Tuesday.",
     "Norlight is being bought by Helvar Group for $2.1 billion. Shares of Norlight had risen 3 "
     "percent on Monday.",
     ""},
    {"The wildfire near Setubal has burned at least 4,000 hectares and destroyed dozens of houses.",
     "Flames have destroyed 46 houses and burned 4,800 hectares near Setubal.", ""},
    {"The central bank of Chile raised its main rate by half a point to 6.5 percent on Wednesday. "
     "Inflation was 7.8 percent in May.",
     "Chile's central bank lifted its main rate to 6.5 percent from 6 percent. Inflation stood at "
     "7.8 percent in May and 7.2 percent in April.",
     ""},
    {"The team beat Porto 3-1 on Saturday before 42,000 spectators and lead the league by five "
     "points.",
     "With a 3-1 win over Porto before some 42,000 spectators the team now leads the league by "
     "five points after 12 games.",
     ""},
    {"Police arrested two men in Turin on Friday over the theft of 11 paintings. A third man is "
     "wanted.",
     "Three men stole 11 paintings in Turin; two of them were arrested on Friday.", ""},
    {"The hospital in Nairobi treated 63 patients for cholera this week, 11 of them children. Last "
     "week it treated 40 patients.",
     "The hospital in Nairobi said 63 patients with cholera were treated this week. Four patients "
     "have died.",
     ""},
    {"The trial of Ana Reyes begins in Seville on Monday. The verdict is expected on June 30.",
     "The trial of Ana Reyes in Seville, which begins on Monday, is to end with a verdict on June "
     "30.",
     ""},
    {"The minister met the union in Lyon on Tuesday and will meet the employers on Friday.",
     "In Lyon the minister will meet the employers on Friday.", ""},
    {"The company sold 1.2 million phones in the quarter and 4.1 million in the year, it said in "
     "Seoul.",
     "In Seoul the company said it had sold 4.1 million phones in the year.", ""},
    {"An earthquake of magnitude 5.9 hit Izmir, killing 14 people. An aftershock of magnitude 4.6 "
     "followed.",
     "The earthquake at Izmir, of magnitude 5.9, killed 14 people and was followed by an "
     "aftershock of magnitude 4.6.",
     ""},
    {"Up to 2,000 people fled the village of Arnau when the dam broke, the mayor said.",
     "When the dam broke, 1,700 people fled from the village of Arnau, the mayor said.", ""},
    {"The budget of the city of Graz rises by 3 percent to 1.4 billion euros.",
     "The city of Graz will have a budget of 1.4 billion euros, 40 million euros more than last "
     "year.",
     ""},
    {"The storm killed two people in Galway and three in Cork, and 60,000 homes lost power.",
     "Five people were killed by the storm in Ireland. In Galway two people died.", ""},
};

START_TEST(tells_what_conflicts)
{
    struct diffing d = diffing_texts(reports[_i].left, reports[_i].right,
                                     (struct diff_options){.mode = MODE_REPORT});
    const struct conflicts *conflicts = &d.diff.facts.conflicts;
    struct slice told = {0};

    for (size_t i = 0; i < conflicts->count; i++)
        ck_assert_int_eq(arena_print(d.arena, &told, "%.*s%s%.*s>%.*s", SLICE_ARGS(told),
                                     told.len ? "|" : "",
                                     SLICE_ARGS(slice_at(d.left.text, conflicts->at[i].left)),
                                     SLICE_ARGS(slice_at(d.right.text, conflicts->at[i].right))),
                         ERROR_OK);
    ck_assert_msg(slice_is(told, reports[_i].conflicts), "%.*s", SLICE_ARGS(told));
    arena_close(d.arena);
}

END_TEST

SUITE("conflict", LOOP(tells_what_conflicts, reports))
