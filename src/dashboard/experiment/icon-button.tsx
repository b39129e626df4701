import type { ReactNode } from 'react';
import { Button } from '../parts/button.js';

interface IconButtonProps {
  /** What it does, and to what. */
  label: string;
  icon: ReactNode;
  busy?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

/** A button in the row of a table, where there is no room for words: they come when it is pointed at. */
export function IconButton({ label, ...button }: IconButtonProps) {
  return <Button {...button} kind="quiet" aria-label={label} title={label} className="px-1.5!" />;
}
