/** The type of the table's panel, by which VS Code tells it from others. */
export const tableViewType = 'marginalia.table';
