/** Names of part files. */
import { streamError } from "../../base/stream-error.ts";

/** What part files are called: `<prefix>-<subtask id>-<counter><suffix>`. Flink: `OutputFileConfig`. */
export class OutputFileConfig {
  readonly #partPrefix: string;
  readonly #partSuffix: string;

  /** @internal Use `OutputFileConfig.builder()`. */
  constructor(partPrefix: string, partSuffix: string) {
    checkName("partPrefix", partPrefix);
    checkName("partSuffix", partSuffix);
    this.#partPrefix = partPrefix;
    this.#partSuffix = partSuffix;
  }

  static builder(): PartNameBuilder {
    return new PartNameBuilder();
  }

  /** Default `part`. */
  getPartPrefix(): string {
    return this.#partPrefix;
  }

  /** Default empty. */
  getPartSuffix(): string {
    return this.#partSuffix;
  }
}

/** Type-only names of Flink. */
export declare namespace OutputFileConfig {
  export type OutputFileConfigBuilder = PartNameBuilder;
}

/** Collects an `OutputFileConfig`. */
export class PartNameBuilder {
  #partPrefix = "part";
  #partSuffix = "";

  withPartPrefix(prefix: string): this {
    this.#partPrefix = prefix;
    return this;
  }

  withPartSuffix(suffix: string): this {
    this.#partSuffix = suffix;
    return this;
  }

  build(): OutputFileConfig {
    return new OutputFileConfig(this.#partPrefix, this.#partSuffix);
  }
}

function checkName(option: string, value: string): void {
  if (!/[/\\\0]/.test(value)) return;
  throw streamError("CONNECTOR_INVALID_OPTION", {
    option,
    value,
    expected: "a part of a file name, without / and \\",
  });
}
