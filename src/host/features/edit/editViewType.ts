/** Which webviews are ours to restore; a file of its own, since it is needed at the start. */
export const editViewType = 'marginalia.edit';
