import type { EvaluatorKind } from '../../../src/database/client.js';
import type { EvaluatorSnapshot, Score } from '../../../src/domain/evaluation/evaluator.js';
import { evaluatorDefinitions } from '../../../src/domain/evaluation/evaluators.js';
import { judgeLocally } from '../../../src/domain/evaluation/scoring.js';
import type { Item } from '../../../src/domain/execution/executor.js';
import type { Json, JsonObject } from '../../../src/json.js';

export function item(expectedOutput: Json = null, input: Json = {}): Item {
  return { id: '0190c0de-0000-7000-8000-000000000000', externalId: 'one', input, expectedOutput, metadata: {} };
}

export function snapshot(kind: EvaluatorKind, configuration: JsonObject = {}, id: string = kind): EvaluatorSnapshot {
  return { id, name: id, kind, configuration, threshold: evaluatorDefinitions[kind].threshold, plan: null };
}

/** The score of one local evaluator; undefined where it gave none. */
export function judged(kind: EvaluatorKind, configuration: JsonObject, output: Json, judgedItem: Item): Score | undefined {
  return judgeLocally([snapshot(kind, configuration)], { item: judgedItem, output })[0];
}

/** The value of one local evaluator's score; undefined where it gave none. */
export function scoreOf(
  kind: EvaluatorKind,
  configuration: JsonObject,
  output: Json,
  expectedOutput: Json = null,
  input: Json = {},
): number | null | undefined {
  return judged(kind, configuration, output, item(expectedOutput, input))?.value;
}
