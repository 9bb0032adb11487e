// What is known of one request that Asterisk answers. The generated files list them all; rest.ts sends them.

import type { Decoder } from './decode.ts';

/** Where a parameter travels: in the path, as a parameter, as a field of the JSON body, or as the body itself. */
export type Place = 'path' | 'query' | 'body' | 'whole body';

/** One request of Asterisk's interface, with the type of its parameters and of its reply. */
export interface Operation<Params, Reply> {
  /** As in `channels.create`: for logs and faults. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With its parameters in braces: `/channels/{channelId}`. */
  readonly path: string;
  /** One for each field of Params. */
  readonly places: Readonly<Record<string, Place>>;
  readonly decode: Decoder<Reply>;
  /** Never set: it only carries the type of the parameters. */
  readonly takes?: (params: Params) => void;
}
