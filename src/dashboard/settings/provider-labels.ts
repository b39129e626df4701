import type { ModelProviderKind, ProviderSource, ShownProviderKind } from './generated.js';

/** The protocols that can be added, in the order in which they are offered. */
export const providerKinds = ['OPENAI', 'ANTHROPIC', 'GOOGLE', 'OPENAI_COMPATIBLE'] as const satisfies ModelProviderKind[];

export const kindLabels: Record<ShownProviderKind, string> = {
  OPENAI: 'OpenAI',
  ANTHROPIC: 'Anthropic',
  GOOGLE: 'Google',
  OPENAI_COMPATIBLE: 'OpenAI-compatible',
  RULES: 'No model: rules',
};

export const sourceLabels: Record<ProviderSource, string> = {
  BUILT_IN: 'Built in',
  ENVIRONMENT: 'Environment',
  ORGANIZATION: 'Organization',
};
