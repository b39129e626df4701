interface ProgressProps {
  label: string;
  value: number;
  /** 0 where it is not known yet. */
  of: number;
  /** How many of `value` failed, shown in its own colour. */
  failed?: number;
}

/** How far something has come: a bar whose width does not depend on what it shows. */
export function Progress({ label, value, of, failed = 0 }: ProgressProps) {
  const share = (count: number): string => `${of === 0 ? 0 : (100 * count) / of}%`;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={of === 0 ? undefined : of}
      aria-valuenow={of === 0 ? undefined : value}
      className="flex h-2 w-full overflow-hidden rounded-full bg-neutral-soft"
    >
      <div className="bg-accent motion-safe:transition-[width] duration-150" style={{ width: share(value - failed) }} />
      <div className="bg-bad motion-safe:transition-[width] duration-150" style={{ width: share(failed) }} />
    </div>
  );
}
