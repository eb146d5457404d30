/**
 * Whether Markdown that a language model wrote does more than say something: pictures load from addresses as soon as a preview is open,
 * HTML and comments of ours are more than text, and links with other schemes than
 * the web's run commands. Rather too much is refused than too little: what merely looks so is rare in prose.
 */
export function isActiveMarkdown(text: string): boolean {
	return /!\[/.test(text) || hasHtml(text) || strangeLink.test(text);
}

/** Tags, comments and processing instructions; at the start of a line also a tag that is never closed. `x<y` and `$a<b$` are none. */
function hasHtml(text: string): boolean {
	return /<\/?[a-z][a-z0-9-]*(?:[\s/][^<>]*)?>|<[!?]/i.test(text) || /^[ \t>*+\-\d.)]*<\/?[a-z][a-z0-9-]*(?:[\s/]|$)/im.test(text);
}

/** `[text](command:…)`, `[label]: javascript:…`, `<command:…>` */
const strangeLink = /(?:\]\(|\]:|<)\s*(?:<\s*)?(?!https?:|mailto:)[a-z][a-z0-9+.-]*(?::|&colon;|&#x?0*3a;?|&#0*58;?)/i;
