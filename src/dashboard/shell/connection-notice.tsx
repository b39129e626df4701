import { WifiOff } from 'lucide-react';
import { useConnection } from '../graph/connection.js';

/** Says that what is on screen stands still. It lies over the page, so that nothing moves when it comes and goes. */
export function ConnectionNotice() {
  const connection = useConnection();
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-4 z-10 flex justify-center">
      {connection === 'reconnecting' ? (
        <p className="flex items-center gap-2 rounded-full border border-warn bg-warn-soft px-4 py-2 text-sm text-warn shadow-lg">
          <WifiOff aria-hidden size={16} />
          The connection is lost: what you see may be old. Reconnecting …
        </p>
      ) : null}
    </div>
  );
}
