package roster.web;

import io.quarkus.qute.CompletedStage;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Mapper;
import io.quarkus.qute.ResolutionContext;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/**
 * Finds the names that a template knows, the innermost first, by walking outwards. The engine would ask each of some 200
 * resolvers at every level that does not know the name, which is most of the time that a list takes.
 */
class Scope implements ValueResolver {
    private static final int FIRST = 1000;

    @Override
    public int getPriority() {
        return FIRST;
    }

    /** Only for a name alone or at the beginning; what follows it is asked of its value. */
    @Override
    public boolean appliesTo(EvalContext context) {
        var base = context.getBase();
        return base instanceof Mapper
                && base == context.resolutionContext().getData()
                && context.getParams().isEmpty();
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
        var name = context.getName();
        for (ResolutionContext level = context.resolutionContext();
                level != null && level.getData() instanceof Mapper names;
                level = level.getParent()) {
            if (!names.appliesTo(name)) continue;
            var value = names.getAsync(name);
            if (!isNotFound(value)) return value;
        }
        // The engine goes on as it does without this.
        return Results.notFound(context);
    }

    private static boolean isNotFound(CompletionStage<Object> value) {
        return value instanceof CompletedStage<Object> known && !known.isFailure() && Results.isNotFound(known.get());
    }

    @Singleton
    static class Registration {
        void register(@Observes EngineBuilder engine) {
            engine.addValueResolver(new Scope());
        }
    }
}
