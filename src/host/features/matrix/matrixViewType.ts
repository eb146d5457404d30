/** The type of the matrix's panel, by which VS Code tells it from others. */
export const matrixViewType = 'marginalia.matrix';
