/** Makes chains, in the form that the runtime and the configuration allow. */
import { CODE_GENERATION, readOption } from "../../base/config-options.ts";
import type { JobVertex } from "../../plan/job-graph.ts";
import { detectCodeGeneration } from "../../types/code-generation.ts";
import type { ChainPorts } from "./chain.ts";
import { wireGeneratedChain } from "./generated-chain.ts";
import { OperatorChain } from "./operator-chain.ts";
import { wirePlainChain } from "./plain-chain.ts";

/** The chain of one subtask. Throws what a user's `perSubtask` recipe throws, described. */
export function createChain(vertex: JobVertex, ports: ChainPorts): OperatorChain {
  const isOff = readOption(ports.environment.configuration, CODE_GENERATION) === "off";
  const { inspectRecord } = ports.environment;
  const isGenerated = !isOff && inspectRecord === undefined && detectCodeGeneration() === "allowed";
  return new OperatorChain(vertex, ports, isGenerated ? wireGeneratedChain : wirePlainChain);
}
