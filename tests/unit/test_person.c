#include "news/person.h"

#include "tests/unit/models.h"

static const struct {
    const char *left, *right;
    enum agreement agreement;
} cases[] = {
    {"angela-merkel", "angela-merkel", AGREEMENT_FULL},
    {"abdelhakim-al-masri", "abdel-hakim-al-masri", AGREEMENT_FULL},
    {"merkel", "angela-merkel", AGREEMENT_SURNAME},
    {"angela-merkel", "merkel", AGREEMENT_SURNAME},
    {"angela", "angela-merkel", AGREEMENT_GIVEN},
    {"angela-merkel", "ulrich-merkel", AGREEMENT_NONE},
    {"joe-biden", "joseph-biden", AGREEMENT_FORENAME},
    {"bob", "robert-tanaka", AGREEMENT_GIVEN},
    {"j-biden", "joseph-biden", AGREEMENT_FORENAME},
    {"john-kennedy", "john-f-kennedy", AGREEMENT_FORENAME},
    {"george-w-bush", "george-hw-bush", AGREEMENT_NONE},
    {"gordon-wexler", "r-gordon-wexler", AGREEMENT_SURNAME},
    {"robert-dunmore-jr", "robert-dunmore-sr", AGREEMENT_NONE},
    {"robert-dunmore", "robert-dunmore-jr", AGREEMENT_FORENAME},
    {"van-der-berghe", "willem-van-der-berghe", AGREEMENT_SURNAME},
    {"bin-yusuf", "omar-bin-yusuf", AGREEMENT_SURNAME},
    {"faisal-al-otaibi", "khalid-bin-faisal-al-otaibi", AGREEMENT_NONE},
    {"faisal", "khalid-bin-faisal-al-otaibi", AGREEMENT_NONE},
    {"khalid-bin-faisal", "khalid-bin-faisal-al-otaibi", AGREEMENT_FORENAME},
    {"garcia", "lucia-garcia-marquez", AGREEMENT_SURNAME},
    {"garcia-marquez", "lucia-garcia-marquez", AGREEMENT_SURNAME},
    {"lucia-garcia", "lucia-garcia-marquez", AGREEMENT_FORENAME},
    {"kim", "kim-jong-un", AGREEMENT_GIVEN},
    {"kim-yo-jong", "kim-jong-un", AGREEMENT_NONE},
    {"gadhafi", "muammar-qaddafi", AGREEMENT_SPELT},
    {"mohammed-rezaee", "mohammad-rezaei", AGREEMENT_SPELT},
    {"sergei-lavrov", "sergey-lavrov", AGREEMENT_FORENAME},
    {"oleksandr-hrytsenko", "oleksandr-gritsenko", AGREEMENT_SPELT},
    {"petrova", "ivan-petrov", AGREEMENT_NONE},
    {"daniel-smith", "daniela-smith", AGREEMENT_NONE},
    {"hansen", "karl-hanson", AGREEMENT_NONE},
    {"", "angela-merkel", AGREEMENT_NONE},
    {"a-name-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on", "a",
     AGREEMENT_NONE},
};

START_TEST(agrees)
{
    struct slice left = slice_of(cases[_i].left), right = slice_of(cases[_i].right);

    ck_assert_int_eq(person_agreement(models, left, right), cases[_i].agreement);
    ck_assert_int_eq(person_agreement(models, right, left), cases[_i].agreement);
}

END_TEST

SUITE("person", WITH_MODELS, LOOP(agrees, cases))
