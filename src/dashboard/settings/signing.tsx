import { useState } from 'react';
import { Button } from '../parts/button.js';
import { Card } from '../parts/card.js';
import { Moment } from '../parts/moment.js';
import { useMay } from '../session/session.js';
import type { EndpointSettingsFragment } from './generated.js';
import { RotateSecretDialog } from './rotate-secret-dialog.js';
import { WithoutCache } from './without-cache.js';

interface SigningProps {
  endpoint: EndpointSettingsFragment;
  /** It has another secret, and is to be read again. */
  onChanged: () => void;
}

/** How an app can know that its requests are ours. */
export function Signing({ endpoint, onChanged }: SigningProps) {
  const mayAdminister = useMay('administer');
  const [rotating, setRotating] = useState(false);
  const { hasSigningSecret, signingSecretRotatedAt } = endpoint;
  return (
    <Card
      title="Signing secret"
      actions={
        mayAdminister ? (
          <Button onClick={() => setRotating(true)}>{hasSigningSecret ? 'Rotate the secret' : 'Make a secret'}</Button>
        ) : null
      }
    >
      <p className="text-sm">
        {hasSigningSecret ? (
          <>
            Requests are signed (Standard Webhooks), with a secret of <Moment at={signingSecretRotatedAt} />.
          </>
        ) : (
          'Requests are not signed: the app can’t know who sends them.'
        )}
      </p>
      {rotating ? (
        <WithoutCache>
          <RotateSecretDialog endpoint={endpoint} onClose={() => setRotating(false)} onRotated={onChanged} />
        </WithoutCache>
      ) : null}
    </Card>
  );
}
