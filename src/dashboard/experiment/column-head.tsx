import type { ReactNode } from 'react';
import { HeadCell } from '../parts/table.js';

interface ColumnHeadProps {
  /** The widest that is to fit below it, in rem. */
  width: number;
  figure?: boolean;
  children: ReactNode;
}

/** The head of a column that has its width from the start, and keeps it as figures come in. */
export function ColumnHead({ width, figure, children }: ColumnHeadProps) {
  return (
    <HeadCell figure={figure}>
      <span className="block" style={{ width: `${width}rem` }}>
        {children}
      </span>
    </HeadCell>
  );
}
