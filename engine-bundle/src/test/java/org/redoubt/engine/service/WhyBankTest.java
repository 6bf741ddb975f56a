package org.redoubt.engine.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.service.Explanation;
import org.redoubt.engine.framework.TestFramework;
import org.redoubt.engine.provider.ProviderRegistry;
import org.redoubt.testkit.bank.MemoryBank;

class WhyBankTest {
    @TempDir
    private Path folder;
    private TestFramework framework;
    private ProviderRegistry providers;
    private WhyBank why;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(folder);
        providers = framework.service(ProviderRegistry.class);
        why = new WhyBank(providers);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    private ServiceRegistration<Bank> bank(String name) {
        return framework.context().registerService(Bank.class, new MemoryBank(), new Hashtable<>(Map.of(Bank.NAME, name)));
    }

    private void provider(String name, String bank) throws Exception {
        framework.service(ConfigurationAdmin.class).createFactoryConfiguration("org.redoubt.provider", "?")
                .update(new Hashtable<>(Map.of("name", name, "bank", bank)));
        framework.await(() -> providers.names().contains(name));
    }

    @Test
    void givenAProviderWhoseBankIsAway_thenItSaysSoByTheNameOfEither() throws Exception {
        provider("offsite", "tape");
        for (String subject : List.of("offsite", "tape")) {
            assertTrue(why.knows(subject));
            Explanation explained = why.explain(subject, List.of());
            assertEquals("The provider \"offsite\", whose bank is \"tape\", cannot be used now:", explained.sentences().getFirst());
            assertTrue(explained.sentences().get(1).contains("There is no bank named \"tape\" now."), explained::toString);
            assertFalse(explained.advice().isEmpty());
        }
    }

    @Test
    void givenABankWithoutAProvider_thenItSaysThatNobodyUsesIt() throws Exception {
        bank("disk");
        assertEquals(List.of("No provider works with the bank \"disk\", so nothing is kept there."), why.explain("disk", List.of()).sentences());
        assertFalse(why.knows("tape"));
    }

    @Test
    void givenABankThatCameAndWent_thenItSaysSinceWhen() throws Exception {
        provider("offsite", "tape");
        assertEquals(Optional.empty(), why.explain("offsite", List.of()).since());
        Instant before = Instant.now();
        ServiceRegistration<Bank> there = bank("tape");
        Instant came = why.explain("offsite", List.of()).since().orElseThrow();
        assertFalse(came.isBefore(before));
        there.unregister();
        assertFalse(why.explain("tape", List.of()).since().orElseThrow().isBefore(came));
    }
}
