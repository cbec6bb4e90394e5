package io.tentabo.endtoend;

import io.tentabo.local.demo.Eventually;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium with the screen of a phone, without a window. */
final class Phone implements AutoCloseable {

    private static final int WIDTH = 390;
    private static final int HEIGHT = 844;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;

    private Phone(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether this machine has Chromium and its driver. */
    static boolean isThere() {
        return executable("chromium").isPresent() && executable("chromedriver").isPresent();
    }

    static Phone turnedOn() {
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.WARNING);
        ChromeOptions options = new ChromeOptions()
                .setBinary(executable("chromium").orElseThrow().toFile())
                .addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")
                .setExperimentalOption(
                        "mobileEmulation",
                        Map.of("deviceMetrics", Map.of("width", WIDTH, "height", HEIGHT, "pixelRatio", 3.0)));
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(executable("chromedriver").orElseThrow().toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        // A click does not wait for the page that it leads to; what is looked for may still have to come.
        driver.manage().timeouts().implicitlyWait(PATIENCE);
        return new Phone(driver);
    }

    private static Optional<Path> executable(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    ChromeDriver driver() {
        return driver;
    }

    /** The field that a label names, as a person or a screen reader finds it. */
    WebElement field(String label) {
        String id = driver.findElement(By.xpath("//label[normalize-space()='" + label + "']"))
                .getDomAttribute("for");
        return driver.findElement(By.id(id));
    }

    void press(String button) {
        driver.findElement(By.xpath("//button[normalize-space()='" + button + "']"))
                .click();
    }

    /** Where the browser goes from a page; a click does not wait for it. */
    String addressAfter(String page) {
        return Eventually.await("Another page than " + page, PATIENCE, () -> Optional.ofNullable(driver.getCurrentUrl())
                .filter(address -> !address.equals(page)));
    }

    /** Whether the page has to be moved sideways to be read. */
    boolean isTooNarrow() {
        return driver.executeScript("return document.documentElement.scrollWidth") instanceof Number width
                && width.intValue() > WIDTH;
    }

    /** What the browser warned of, such as what the page's content security policy kept it from. */
    List<String> warnings() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
