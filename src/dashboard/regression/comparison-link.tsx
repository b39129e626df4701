import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ShownReport } from './shown-report.js';

interface ComparisonLinkProps {
  shown: ShownReport;
  itemId: string;
  className: string;
  children: ReactNode;
}

/** Leads from an item to what both runs made of it, side by side. */
export function ComparisonLink({
  shown: { experimentId, baselineRunId, runId },
  itemId,
  className,
  children,
}: ComparisonLinkProps) {
  return (
    <Link
      to="/experiments/$experimentId/comparison"
      params={{ experimentId }}
      search={{ runs: `${baselineRunId},${runId}`, item: itemId, left: baselineRunId, right: runId }}
      className={className}
    >
      {children}
    </Link>
  );
}
