import { misfitOfName, misfitOfWhole } from '../form-words.js';
import type { FormFields } from '../use-form-problems.js';
import { readJsonObject } from '../variants/json.js';
import type { EndpointSettingsFragment } from './generated.js';
import { draftLimits, hourMs, type LimitsDraft, limitFormFields, readLimits, readNumber, writtenNumber } from './limits.js';
import { draftSecret, readSecret, type SecretDraft } from './secrets.js';

/** In milliseconds: 1 second to 7 days. */
export const answerWithin = { least: 1000, most: 7 * 24 * hourMs };

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

/** The fields of an endpoint, its headers aside. */
export function endpointFormFields(draft: EndpointDraft): FormFields {
  const { name, url, timeoutMs, answerWithinMs } = draft;
  return {
    name: { label: 'Name', value: name, misfit: misfitOfName(name, 64) },
    url: { label: 'URL', value: url, misfit: url.trim() === '' ? 'Give the URL that it answers at.' : null },
    ...limitFormFields('Requests', draft),
    timeoutMs: { label: 'Time-out of a request, in ms', value: timeoutMs, misfit: misfitOfWhole(timeoutMs, 1, hourMs) },
    answerWithinMs: {
      label: 'Time for a later answer, in ms',
      value: answerWithinMs,
      misfit: misfitOfWhole(answerWithinMs, answerWithin.least, answerWithin.most),
    },
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
