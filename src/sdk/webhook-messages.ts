/**
 * What a test changes of an application's configuration: for each inference step, by the name that the application has for
 * it (`externalId`), the values of its parameters. Empty for the baseline.
 */
export type Overrides = Record<string, Record<string, unknown>>;

/** An item of a run, to be answered now (`{output, …}`) or later (202, then `submitTestResult`). */
export interface TestMessage {
  testId: string;
  input: unknown;
  /** Where the input has one. */
  prompt?: unknown;
  metadata: Record<string, unknown>;
  experiment: { experimentId: string; experimentVariantId: string; overrides: Overrides };
}

/** A result to be judged: to be answered with `{score}` (0 to 1) or `{passed}`. */
export interface EvaluationMessage {
  testId: string;
  /** `expectedOutput` is null where none is known. */
  item: { externalId: string; input: unknown; expectedOutput: unknown; metadata: Record<string, unknown> };
  output: unknown;
}

/** A trial of the endpoint, by `testWebhook`. Any 2xx answers it. */
export interface PingMessage {
  type: 'ping';
  endpointId: string;
  /** ISO 8601. */
  sentAt: string;
}

/** All that Variorum sends: a test has `experiment`, an evaluation `item`, and a ping `type`. */
export type WebhookMessage = TestMessage | EvaluationMessage | PingMessage;
