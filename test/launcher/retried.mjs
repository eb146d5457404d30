/** A run in which more tests than these had to be tried again has failed: something is wrong that trying again hides. */
export const mostRetried = 2;
