import { useQuery } from 'urql';
import { Dialog } from '../parts/dialog.js';
import { Loaded } from '../parts/loaded.js';
import { type LifecycleFragment, ShareLinksDocument } from './generated.js';
import { NewShareLink } from './new-share-link.js';
import { ShareLinkList } from './share-link-list.js';

interface ShareDialogProps {
  experiment: LifecycleFragment;
  onClose: () => void;
}

/** Lets somebody without a key read one experiment: makes links, and shows and revokes those that there are. */
export function ShareDialog({ experiment: { id }, onClose }: ShareDialogProps) {
  const [query, readAgain] = useQuery({ query: ShareLinksDocument, variables: { experimentId: id } });
  return (
    <Dialog title="Share the experiment" onClose={onClose}>
      <div className="grid gap-5">
        <p className="text-sm text-muted">
          Whoever has a link reads this experiment without a key: its variants with their whole configuration, its runs with all
          outputs and errors, and every item of its dataset versions. A link changes nothing, it expires, and you can revoke it.
        </p>
        <NewShareLink experimentId={id} />
        <Loaded query={query} onRetry={readAgain} lines={2}>
          {({ experiment }) => <ShareLinkList links={experiment?.shareLinks ?? []} />}
        </Loaded>
      </div>
    </Dialog>
  );
}
