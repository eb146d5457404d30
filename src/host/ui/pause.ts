import type { Pause } from '../../core/work/pace';

/** Lets the extension host answer whatever waits, then goes on. */
export const pause: Pause = () => new Promise(resolve => setTimeout(resolve, 0));
