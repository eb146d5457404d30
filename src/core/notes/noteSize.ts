/** Bytes. No one writes a note of that size; a data dump that ends in `.md` would cost more than all notes together. */
export const largestNote = 5_000_000;
