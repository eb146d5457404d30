import type { TextDocument } from 'vscode';
import type { Formatted } from '../../core/citing/bibliography/formattedText';

/** A paper as a document's style writes its reference; `undefined` where it cannot. */
export type FormatReference = (document: TextDocument, key: string) => Promise<readonly Formatted[] | undefined>;
