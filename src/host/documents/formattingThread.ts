import { formattingServer } from '../../core/citing/bibliography/formattingServer';
import type { FormattingAnswer, FormattingRequest } from '../../core/citing/bibliography/formattingMessages';
import { pause } from '../ui/pause';

/**
 * What formats citations, as a bundle of its own: dist/citing.js runs in a thread of either host, so that citeproc, which takes seconds for
 * a thesis, blocks nothing.
 */
export function serve(post: (answer: FormattingAnswer) => void): (request: FormattingRequest) => void {
	return formattingServer(post, pause);
}
