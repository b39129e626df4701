import { formatMoment, none } from '../quantities.js';

/** A moment, given as ISO 8601. */
export function Moment({ at }: { at: string | null | undefined }) {
  return at ? (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {formatMoment(at)}
    </time>
  ) : (
    none
  );
}
