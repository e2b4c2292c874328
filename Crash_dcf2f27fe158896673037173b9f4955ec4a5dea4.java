import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

public class Crash_dcf2f27fe158896673037173b9f4955ec4a5dea4 {
    static final String base64Bytes = String.join("", "AApmb2xkZXIKYQphCkEKYQliCg==");

    public static void main(String[] args) throws Throwable {
        Crash_dcf2f27fe158896673037173b9f4955ec4a5dea4.class.getClassLoader().setDefaultAssertionStatus(true);
        try {
            Method fuzzerInitialize = io.github.enxame.fuzz.Fuzz.class.getMethod("fuzzerInitialize");
            fuzzerInitialize.invoke(null);
        } catch (NoSuchMethodException ignored) {
            try {
                Method fuzzerInitialize = io.github.enxame.fuzz.Fuzz.class.getMethod("fuzzerInitialize", String[].class);
                fuzzerInitialize.invoke(null, (Object) args);
            } catch (NoSuchMethodException ignored1) {
            } catch (IllegalAccessException | InvocationTargetException e) {
                e.printStackTrace();
                System.exit(1);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
        byte[] input = java.util.Base64.getDecoder().decode(base64Bytes);
        io.github.enxame.fuzz.Fuzz.fuzzerTestOneInput(input);
    }
}