import type { Place } from './trend-lines.js';

const colours = ['text-accent', 'text-warn', 'text-ink', 'text-muted'];
const dashes = [undefined, '6 3', '2 3', '10 3 2 3'];
const shapes = [
  'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z',
  'M-4-4h8v8h-8z',
  'M0-5.2L5 4H-5z',
  'M0-5.6L5.6 0L0 5.6L-5.6 0z',
  'M-5-4H5L0 5.2z',
];

export interface LineLook {
  colour: string;
  /** Of the line, in SVG’s words. */
  dash: string | undefined;
  /** Of its points: a path around 0, 0. */
  shape: string;
}

/** How the line of a variant looks, by its place among them. The shape of its points tells it from its neighbours without its colour. */
export function lookOf(place: number): LineLook {
  return {
    colour: colours[place % colours.length] ?? '',
    dash: dashes[Math.floor(place / colours.length) % dashes.length],
    shape: shapes[place % shapes.length] ?? '',
  };
}

/** A point of a line. */
export function Mark({ look, at }: { look: LineLook; at: Place }) {
  return <path d={look.shape} transform={`translate(${at.x} ${at.y})`} className="fill-current" />;
}

/** What a line looks like, beside its name. */
export function LineSample({ look }: { look: LineLook }) {
  return (
    <svg aria-hidden width={28} height={14} className={look.colour}>
      <path d="M1 7h26" stroke="currentColor" strokeWidth={1.5} strokeDasharray={look.dash} />
      <Mark look={look} at={{ x: 14, y: 7 }} />
    </svg>
  );
}
