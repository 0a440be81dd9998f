/**
 * Descriptors of keyed state: a name, unique within an operator, and the types of what is stored.
 *
 * Nothing of a descriptor changes but its time to live, which is set before it is first used. The state behind it is
 * found by name; the same name with another kind, type or time to live within one operator is `STATE_NAME_CONFLICT`,
 * raised by the backend. Constructor forms are PyFlink's.
 */
import { streamError } from "../base/stream-error.ts";
import { resolveType } from "../types/resolve-type.ts";
import type { AnyTypeInformation, TypeInput } from "../types/type-information.ts";
import type { AggregateFunction } from "./aggregate-function.ts";
import type { ReduceFn, ReduceFunction } from "./reduce-function.ts";
import { StateTtlConfig } from "./state-ttl-config.ts";

/** Kinds of keyed state, as messages write them. */
export type StateKind = "value" | "list" | "map" | "reducing" | "aggregating";

/** A state's name and kind. Flink: `StateDescriptor`. */
export abstract class StateDescriptor {
  /** Which getter takes it. */
  abstract readonly kind: StateKind;
  /** Unique within the operator, at least one character. */
  readonly name: string;
  #ttlConfig: StateTtlConfig | undefined;

  constructor(name: string) {
    if (typeof name !== "string" || name === "")
      throw streamError("STATE_WRONG_NAME", { name: String(name) });
    this.name = name;
  }

  /** The same as `name`, as in Flink. */
  getName(): string {
    return this.name;
  }

  /** Lets what is stored expire. To be called before the descriptor is first used; the last call counts. */
  enableTimeToLive(ttlConfig: StateTtlConfig): void {
    if (!(ttlConfig instanceof StateTtlConfig)) {
      throw streamError("STATE_WRONG_TTL", {
        parameter: "config",
        value: String(ttlConfig),
        expected: "a StateTtlConfig",
      });
    }
    this.#ttlConfig = ttlConfig;
  }

  /** The time to live; `undefined` where nothing expires. */
  getTtlConfig(): StateTtlConfig | undefined {
    return this.#ttlConfig?.isEnabled() ? this.#ttlConfig : undefined;
  }
}

/** Describes a value for each key. Flink: `ValueStateDescriptor`. */
export class ValueStateDescriptor<T> extends StateDescriptor {
  declare private readonly holds: (value: T) => T;
  readonly kind = "value" as const;
  /** Type of the value; `undefined` where not declared. */
  readonly valueType: AnyTypeInformation | undefined;

  constructor(name: string, valueType?: TypeInput<T, never>) {
    super(name);
    this.valueType = resolve(valueType, "ValueStateDescriptor");
  }
}

/** Describes a list for each key. Flink: `ListStateDescriptor`. */
export class ListStateDescriptor<T> extends StateDescriptor {
  declare private readonly holds: (value: T) => T;
  readonly kind = "list" as const;
  /** Type of the elements; `undefined` where not declared. */
  readonly elementType: AnyTypeInformation | undefined;

  constructor(name: string, elementType?: TypeInput<T, never>) {
    super(name);
    this.elementType = resolve(elementType, "ListStateDescriptor");
  }
}

/** Describes a map for each key, also the state of broadcast streams. Flink: `MapStateDescriptor`. */
export class MapStateDescriptor<K, V> extends StateDescriptor {
  declare private readonly holds: (key: K, value: V) => [K, V];
  readonly kind = "map" as const;
  /** Type of the map's keys; `undefined` where not declared. */
  readonly keyType: AnyTypeInformation | undefined;
  /** Type of the map's values; `undefined` where not declared. */
  readonly valueType: AnyTypeInformation | undefined;

  constructor(name: string, keyType?: TypeInput<K, never>, valueType?: TypeInput<V, never>) {
    super(name);
    this.keyType = resolve(keyType, "MapStateDescriptor");
    this.valueType = resolve(valueType, "MapStateDescriptor");
  }
}

/** Describes a value for each key into which added values are reduced. Flink: `ReducingStateDescriptor`. */
export class ReducingStateDescriptor<T> extends StateDescriptor {
  declare private readonly holds: (value: T) => T;
  readonly kind = "reducing" as const;
  readonly reduceFunction: ReduceFn<T> | ReduceFunction<T>;
  /** Type of the value; `undefined` where not declared. */
  readonly valueType: AnyTypeInformation | undefined;

  constructor(
    name: string,
    reduceFunction: ReduceFn<T> | ReduceFunction<T>,
    type?: TypeInput<T, never>,
  ) {
    super(name);
    if (!hasMethods(reduceFunction, ["reduce"], true)) {
      throw streamError("STATE_WRONG_FUNCTION", {
        state: name,
        expected: "a function or an object with reduce(previous, value)",
      });
    }
    refuseOpen(name, reduceFunction);
    this.reduceFunction = reduceFunction;
    this.valueType = resolve(type, "ReducingStateDescriptor");
  }

  getReduceFunction(): ReduceFn<T> | ReduceFunction<T> {
    return this.reduceFunction;
  }
}

/** Describes an aggregate for each key. Flink: `AggregatingStateDescriptor`. */
export class AggregatingStateDescriptor<in IN, ACC, out OUT> extends StateDescriptor {
  declare private readonly holds: (value: IN) => OUT;
  readonly kind = "aggregating" as const;
  readonly aggregateFunction: AggregateFunction<IN, ACC, OUT>;
  /** Type of the accumulator; `undefined` where not declared. */
  readonly accumulatorType: AnyTypeInformation | undefined;

  constructor(
    name: string,
    aggregateFunction: AggregateFunction<IN, ACC, OUT>,
    accumulatorType?: TypeInput<ACC, never>,
  ) {
    super(name);
    if (!hasMethods(aggregateFunction, ["createAccumulator", "add", "getResult"], false)) {
      throw streamError("STATE_WRONG_FUNCTION", {
        state: name,
        expected: "an AggregateFunction (createAccumulator, add, getResult)",
      });
    }
    refuseOpen(name, aggregateFunction);
    this.aggregateFunction = aggregateFunction;
    this.accumulatorType = resolve(accumulatorType, "AggregatingStateDescriptor");
  }

  getAggFunction(): AggregateFunction<IN, ACC, OUT> {
    return this.aggregateFunction;
  }
}

function hasMethods(value: unknown, names: readonly string[], orFunction: boolean): boolean {
  if (typeof value === "function") return orFunction;
  if (typeof value !== "object" || value === null) return false;
  // Reading properties by name needs the wider type.
  return names.every((name) => typeof (value as Record<string, unknown>)[name] === "function");
}

/** The function of a state has no life of its own, as in Flink: nobody would call its `open`. */
function refuseOpen(state: string, fn: object): void {
  if ("open" in fn && typeof fn.open === "function")
    throw streamError("STATE_WRONG_FUNCTION", { state, expected: "a function without open()" });
}

function resolve(
  input: TypeInput<unknown, never> | undefined | null,
  descriptor: string,
): AnyTypeInformation | undefined {
  if (input === undefined || input === null) return undefined;
  return resolveType(input, { method: `new ${descriptor}`, parameter: "type" });
}
