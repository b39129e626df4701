import { readJsonObject } from '../variants/json.js';
import type { EndpointSettingsFragment } from './generated.js';
import { draftLimits, type LimitsDraft, readLimits, readNumber, writtenNumber } from './limits.js';
import { draftSecret, readSecret, type SecretDraft } from './secrets.js';

/** An endpoint as it stands in a form. */
export interface EndpointDraft extends LimitsDraft {
  name: string;
  url: string;
  /** JSON. */
  headers: SecretDraft;
  timeoutMs: string;
  answerWithinMs: string;
}

export function draftEndpoint(endpoint: EndpointSettingsFragment | null): EndpointDraft {
  return {
    name: endpoint?.name ?? '',
    url: endpoint?.url ?? '',
    headers: draftSecret((endpoint?.headerNames.length ?? 0) > 0),
    timeoutMs: writtenNumber(endpoint?.timeoutMs ?? 30_000),
    answerWithinMs: writtenNumber(endpoint?.answerWithinMs ?? 600_000),
    ...draftLimits(endpoint ?? undefined),
  };
}

/** What the form says of an endpoint as mutations take it; or why its headers are none. */
export function readEndpoint(draft: EndpointDraft) {
  const written = readSecret(draft.headers);
  const headers = typeof written === 'string' ? readJsonObject(written) : { value: written };
  if ('misfit' in headers) return headers;
  return {
    value: {
      name: draft.name.trim(),
      url: draft.url.trim(),
      headers: headers.value,
      timeoutMs: readNumber(draft.timeoutMs),
      answerWithinMs: readNumber(draft.answerWithinMs),
      ...readLimits(draft),
    },
  };
}
