/** A line that git writes around the two sides of a conflict, and before what they started from where merge.conflictStyle is diff3. */
export const conflictMark = /^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/;
