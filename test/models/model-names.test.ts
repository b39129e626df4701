import { describe, expect, it } from 'vitest';
import { bundledModels } from '../../src/models/model-names.js';
import { bundledPrices } from '../../src/models/prices.js';

describe('bundledModels', () => {
  it.each([
    ['OPENAI', ['gpt-4.1-mini', 'o3-mini'], /embedding|whisper|-$/],
    ['ANTHROPIC', ['claude-haiku-4-5', 'claude-sonnet-4-5'], /gpt|gemini/],
    ['GOOGLE', ['gemini-2.5-flash', 'gemini-2.5-pro'], /embedding|claude/],
  ] as const)('names models of %s that answer, and that it has prices for', (kind, some, none) => {
    const names = bundledModels(kind, null);
    expect(names).toEqual(expect.arrayContaining([...some]));
    expect(names.filter((name) => none.test(name))).toEqual([]);
    expect(names.filter((name) => bundledPrices(kind, name) === null)).toEqual([]);
  });

  it('knows some OpenAI-compatible services by their address, and nothing of others', () => {
    expect(bundledModels('OPENAI_COMPATIBLE', 'https://api.deepseek.com/v1')).toContain('deepseek-chat');
    expect(bundledModels('OPENAI_COMPATIBLE', 'http://localhost:11434/v1')).toEqual([]);
    expect(bundledModels('OPENAI_COMPATIBLE', null)).toEqual([]);
  });
});
