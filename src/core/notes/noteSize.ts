/**
 * Bytes, or UTF-16 units of a text that is open. Longer notes are known by name, but neither read nor written to. No one writes a note of
 * that size; a data dump that ends in `.md` would cost more than all notes together.
 */
export const largestNote = 5_000_000;
