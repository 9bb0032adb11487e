// Where Asterisk's interface is and who we are there. Not here: connecting.

/** Where Asterisk's interface is and who we are there. */
export interface AriAccess {
  /** Such as `http://127.0.0.1:8088`, with or without the final `/ari`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** The Authorization header of RFC 7617; secrets travel there and never in a URL. */
export const basicAuthorization = (access: AriAccess): string =>
  `Basic ${Buffer.from(`${access.user}:${access.password}`).toString('base64')}`;

/** Origin and path of the interface, `/ari` added when the URL has no path. */
export function baseOf(url: string): { readonly origin: string; readonly path: string } {
  const parsed = new URL(url);
  const path = parsed.pathname.replace(/\/+$/, '');
  return { origin: parsed.origin, path: path === '' ? '/ari' : path };
}
