package io.tentabo.identity;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.identity.audit.OtherServices;
import io.tentabo.test.TentaboInfrastructure;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test against the running service with its own tokens. */
@QuarkusTest
@QuarkusTestResource(value = TentaboInfrastructure.class, initArgs = @ResourceArg(name = "tokens", value = "none"))
@QuarkusTestResource(IdentitySettings.class)
@QuarkusTestResource(OtherServices.class)
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface IdentityTest {}
