// A frame through JSON and back, as a controller that dies and starts again finds it. Not here: what the frame then does.

import type { Frame, StoredFrame } from '../../ivr/index.ts';
import { restoredFrame } from '../../ivr/index.ts';

/** The frame as it comes back from its record, and how many bytes the record takes. */
export function thawed(frame: Frame): { readonly frame: Frame; readonly byteCount: number } {
  const stored = JSON.stringify(frame);
  return {
    frame: restoredFrame(JSON.parse(stored) as StoredFrame),
    byteCount: new TextEncoder().encode(stored).length,
  };
}
