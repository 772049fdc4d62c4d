import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.pipeline.CoreDocument;
import edu.stanford.nlp.pipeline.CoreEntityMention;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** The three name CRFs of Stanford CoreNLP on the articles of names.py: NamesCoreNlp TEXTS SPANS.
 *
 * TEXTS: a folder of files 0.txt, 1.txt, …; SPANS: lines of `file begin end type`, in UTF-16 units. Says "ready" once a
 * first sentence is read; then reads all texts each time a line comes in, and says "done". No rules, no numbers, no
 * parts of speech: what names need and no more. */
public final class NamesCoreNlp {
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("annotators", "tokenize,ssplit,ner");
        properties.setProperty("enforceRequirements", "false");
        properties.setProperty("ssplit.newlineIsSentenceBreak", "two");
        properties.setProperty("ner.applyFineGrained", "false");
        properties.setProperty("ner.useSUTime", "false");
        properties.setProperty("ner.applyNumericClassifiers", "false");
        StanfordCoreNLP pipeline = new StanfordCoreNLP(properties);
        pipeline.processToCoreDocument("President Hamid Karzai spoke in Kabul on Monday.");
        int count = (int) Files.list(Path.of(arguments[0])).count();
        String[] texts = new String[count];
        for (int i = 0; i < count; i++)
            texts[i] = Files.readString(Path.of(arguments[0], i + ".txt"));
        System.out.println("ready");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (input.readLine() != null) {
            try (PrintWriter out = new PrintWriter(arguments[1], StandardCharsets.UTF_8)) {
                for (int i = 0; i < count; i++) {
                    CoreDocument document = pipeline.processToCoreDocument(texts[i]);
                    List<CoreEntityMention> mentions = document.entityMentions();
                    for (CoreEntityMention mention : mentions) {
                        // Pronouns are reported as mentions of persons; they are no names.
                        String tag = mention.tokens().get(0).get(CoreAnnotations.NamedEntityTagAnnotation.class);
                        if (tag != null && !tag.equals("O"))
                            out.println(i + "\t" + mention.charOffsets().first() + "\t" + mention.charOffsets().second()
                                        + "\t" + mention.entityType());
                    }
                }
            }
            System.out.println("done");
        }
    }
}
