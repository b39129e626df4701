import type { ReactNode } from 'react';

const shapes = {
  winner: <path d="M12 2.5l2.9 6.2 6.6.8-4.9 4.6 1.3 6.7-5.9-3.4-5.9 3.4 1.3-6.7L2.5 9.5l6.6-.8z" fill="currentColor" />,
  differs: <path d="M5 9h14M5 15h14M17 4L7 20" />,
  divergent: <path d="M12 3.5L22 20.5H2zM12 10v4.5M12 17.3v.4" />,
  error: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 8.5l7 7M15.5 8.5l-7 7" />,
  missing: <path d="M6 12h12" />,
  unstable: <path d="M3 14c3-7 6-7 9-2s6 5 9-2" />,
} satisfies Record<string, ReactNode>;

type Shape = keyof typeof shapes;

/** The shapes of all marks, drawn once: a matrix has thousands of them. */
export function MarkShapes() {
  return (
    <svg aria-hidden width={0} height={0} className="absolute">
      {Object.entries(shapes).map(([name, shape]) => (
        <symbol
          key={name}
          id={`mark-${name}`}
          viewBox="0 0 24 24"
          fill="none"
          stroke="currentColor"
          strokeWidth={2.5}
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          {shape}
        </symbol>
      ))}
    </svg>
  );
}

/** A small sign, with the word for it for those who do not see it. */
export function Mark({ shape, says }: { shape: Shape; says?: string }) {
  return (
    <>
      <svg aria-hidden className="inline-block size-3.5 shrink-0 align-[-0.15em]">
        <use href={`#mark-${shape}`} />
      </svg>
      {says ? <span className="sr-only">{says} </span> : null}
    </>
  );
}
