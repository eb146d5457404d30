// What is run in a page, so each function stands for itself.

/** Makes the sentences of a page 40 % longer, as other languages do: text, and the labels of what has no text. */
export function lengthen(): void {
	const longer = (text: string) => text.replace(/\S(?:.*\S)?/s, words => words + '\u00A0' + 'mn'.repeat(Math.ceil(words.length * 0.2)));
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
		const parent = text.parentElement;
		if (parent !== null && !parent.matches('script, style, math *, .textLayer *, code') && (text.nodeValue?.trim() ?? '') !== '') {
			text.nodeValue = longer(text.nodeValue ?? '');
		}
	}
	document.querySelectorAll<HTMLInputElement>('[placeholder]').forEach(input => {
		input.placeholder = longer(input.placeholder);
	});
}

/** The parts of a page whose words do not fit: cut off without dots, outside of the page, or under a bar to scroll sideways. */
export function cutOff(): readonly string[] {
	const found: string[] = [];
	const page = document.documentElement;
	if (page.scrollWidth > page.clientWidth + 1) {
		found.push(`The page is ${page.scrollWidth - page.clientWidth} px wider than its window`);
	}
	for (const element of document.querySelectorAll<HTMLElement>('button, label, h1, h2, h3, p, th, td, li, summary, select, legend, a')) {
		const style = getComputedStyle(element);
		// What is one pixel wide is for screen readers alone.
		const isSeen = element.checkVisibility() && element.getBoundingClientRect().width > 1;
		const isCut = style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1;
		const { left, right } = element.getBoundingClientRect();
		const isOutside =
			(right > page.clientWidth + 1 || left < -1) && element.closest('[class*="scroll"], canvas, .grid, table, .pages') === null;
		if (isSeen && (isCut || isOutside)) {
			found.push(`${isCut ? 'cut off' : 'outside'}: ${element.outerHTML.slice(0, 160)}`);
		}
	}
	return found;
}
