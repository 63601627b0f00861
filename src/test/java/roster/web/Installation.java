package roster.web;

import io.smallrye.config.SmallRyeConfigBuilder;

/** The keys and settings of an installation, for tests that need no running program. */
public final class Installation {
    public static final Settings SETTINGS = new SmallRyeConfigBuilder()
            .withMapping(Settings.class)
            .withDefaultValue("roster.base-url", "https://roster.example.org")
            .withDefaultValue("roster.server-key", "only-for-tests-0123456789-0123456789")
            .build()
            .getConfigMapping(Settings.class);

    public static final Keys KEYS = new Keys(SETTINGS);

    private Installation() {}
}
