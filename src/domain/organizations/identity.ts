import type { Role } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** Who asks by an API key. */
export interface KeyIdentity {
  kind: 'key';
  organizationId: Id<'organization'>;
  apiKeyId: Id<'apiKey'>;
  role: Role;
}

/** Who asks by a share link: somebody without a key, who may read one experiment and nothing else. */
export interface GuestIdentity {
  kind: 'guest';
  organizationId: Id<'organization'>;
  shareLinkId: Id<'shareLink'>;
  experimentId: Id<'experiment'>;
}

/** Who asks: what the credential of a request stands for. */
export type Identity = KeyIdentity | GuestIdentity;
