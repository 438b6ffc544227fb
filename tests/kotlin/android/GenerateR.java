import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the class R of the app's resources, so that its sources compile without Android's build
 * tools. The ids are made up: at run time there are no resources behind them.
 *
 * <p>Usage: java GenerateR.java RES-FOLDER OUTPUT-FOLDER
 */
class GenerateR {
    private static final String PACKAGE = "io.callscreen.demo";
    private static final Pattern VALUE =
            Pattern.compile("<(string|plurals|color|dimen|bool|integer|style) name=\"(\\w+)\"");
    private static final Pattern NEW_ID = Pattern.compile("\"@\\+id/(\\w+)\"");

    private final Map<String, TreeSet<String>> names = new TreeMap<>();

    public static void main(String[] arguments) throws IOException {
        GenerateR generator = new GenerateR();
        generator.collect(Path.of(arguments[0]));
        Path folder = Path.of(arguments[1], PACKAGE.split("\\."));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("R.kt"), generator.source());
    }

    private void collect(Path resources) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(resources)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            // values, values-de; layout, layout-land
            String type = file.getParent().getFileName().toString().split("-")[0];
            String text = Files.readString(file);
            if (type.equals("values")) {
                Matcher value = VALUE.matcher(text);
                while (value.find()) add(value.group(1), value.group(2));
            } else {
                add(type, file.getFileName().toString().split("\\.")[0]);
                Matcher id = NEW_ID.matcher(text);
                while (id.find()) add("id", id.group(1));
            }
        }
    }

    private void add(String type, String name) {
        names.computeIfAbsent(type, unused -> new TreeSet<>()).add(name);
    }

    private String source() {
        StringBuilder source = new StringBuilder("package " + PACKAGE + "\n\nobject R {\n");
        int typeId = 1;
        for (Map.Entry<String, TreeSet<String>> type : names.entrySet()) {
            source.append("    object ").append(type.getKey()).append(" {\n");
            int id = 0x7f000000 + (typeId++ << 16);
            for (String name : type.getValue()) {
                source.append("        const val %s = %#x\n".formatted(name, id++));
            }
            source.append("    }\n");
        }
        return source.append("}\n").toString();
    }
}
