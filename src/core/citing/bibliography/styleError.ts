/** A plain sentence about what is wrong with a style. */
export class StyleError extends Error {}
