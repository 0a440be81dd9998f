/** The function object of one operator in one subtask (O2): how it is made, opened, called and closed. */
import { instantiate } from "../../functions/copy-function.ts";
import type { FunctionSlot, PhysicalNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import { OperatorInitializationContext } from "./initialization-context.ts";
import type { OperatorCode } from "./operator-code.ts";
import { OperatorRuntimeContext } from "./runtime-context.ts";

/** A user's method with everything that the operators pass to it. Results are checked by the operators. */
export type UserMethod = (...parameters: unknown[]) => unknown;

/** A function object and its life. */
export class UserFunction {
  /** The user's object or function, to look at its form. */
  readonly instance: unknown;
  readonly #context: ChainedContext;

  /** Instantiates the slot for the context's subtask; throws what the user's recipe throws. */
  constructor(context: ChainedContext, slot: FunctionSlot) {
    this.#context = context;
    this.instance = instantiate(slot, context.environment.subtaskIndex);
    context.checkpoints.add(this);
  }

  /**
   * False for plain functions: they have no `open` to get a state handle in. Operators whose functions get a context
   * with state do not ask.
   */
  get canReachState(): boolean {
    return typeof this.instance === "object";
  }

  /** True for objects with a method of that name; a plain function stands for its role. */
  hasMethod(name: string): boolean {
    const instance = this.instance;
    if (typeof instance !== "object" || instance === null) return false;
    return typeof Reflect.get(instance, name) === "function";
  }

  /** The method of that name, or the function itself where a plain function was given. Called per record: no `bind`. */
  method(name: string): UserMethod {
    const instance = this.instance;
    if (typeof instance === "function") return instance as UserMethod; // what it returns is checked by the operators
    const methods = instance as Record<string, UserMethod>; // the api has checked that the role's method is there
    return (...parameters) => (methods[name] as UserMethod)(...parameters); // a missing one is a TypeError of the user
  }

  /** The method of that name where the object has it; `undefined` for plain functions. */
  optionalMethod(name: string): UserMethod | undefined {
    return this.hasMethod(name) ? this.method(name) : undefined;
  }

  /** Text that calls the same: `fn1` or `fn1.map`. */
  methodText(name: string, code: OperatorCode): string {
    const bound = code.bind("function", this.instance);
    return typeof this.instance === "function" ? bound : `${bound}.${name}`;
  }

  /** Calls the user's `initializeState` with the states of the subtask, then `open` with a `RuntimeContext`. */
  async open(): Promise<void> {
    const context = this.#context as ChainedContext<PhysicalNode>; // any node will do
    await this.#lifecycle("initializeState")?.(new OperatorInitializationContext(context));
    await this.#lifecycle("open")?.(new OperatorRuntimeContext(context));
    context.operatorState.opened();
  }

  close(): void | Promise<void> {
    return this.#lifecycle("close")?.();
  }

  #lifecycle(
    name: "initializeState" | "open" | "close",
  ): ((...parameters: unknown[]) => void | Promise<void>) | undefined {
    const instance = this.instance;
    if (typeof instance !== "object" || instance === null) return undefined;
    const method: unknown = Reflect.get(instance, name);
    return typeof method === "function"
      ? (...parameters) => Reflect.apply(method, instance, parameters)
      : undefined;
  }
}
