/**
 * Whether a title says of its own paper that it was taken back, as publishers mark it: `RETRACTED ARTICLE: …`, `[Retracted] …`, `WITHDRAWN:
 * …`, `… (Retracted)`. A notice (`Retraction notice to …`) and a paper about retractions are none.
 */
export function isTitledRetracted(title: string): boolean {
	return (
		/^\W*(?:retracted(?: (?:article|paper|chapter))?|withdrawn(?: (?:article|paper))?|removed)\s*[:\])】–—-]/i.test(title) ||
		/[[(](?:retracted|withdrawn)(?: article| paper)?[\])]\W*$/i.test(title)
	);
}

/**
 * Whether an author's abstract or comment on a preprint says that it is withdrawn, in the usual wordings:
 * https://info.arxiv.org/help/withdraw.html. An abstract must begin so: further on it speaks of other papers.
 */
export function isWithdrawn({ abstract, comment }: { readonly abstract: string; readonly comment: string }): boolean {
	return withdrawal.test(abstract.slice(0, 300)) || comment.split(/[.;\n]\s*/).some(sentence => withdrawal.test(sentence));
}

const work = String.raw`(?:paper|submission|article|manuscript|work|preprint|version|draft|report|note)`;
const reason = String.raw`(?:\s*$|\s*[.,;:!)\]]|\s+(?:by|due|because|as|since|for|pending|at|in order|until|on|owing|after|temporarily|and|to be|and will))`;
const taken = String.raw`(?:temporarily |voluntarily |officially |been )?(?:withdrawn|retracted|removed)`;
const withdrawal = new RegExp(
	String.raw`^\W*(?:(?:this|the|our|entire)\s+(?:arxiv\s+)?${work}\s+(?:has been|is|was|is being|has now been|is hereby|is now)\s+${taken}${reason}` +
		String.raw`|(?:${work}\s+)?(?:has been\s+|is\s+|was\s+)?(?:withdrawn|retracted)${reason}` +
		String.raw`|(?:${work}\s+)?(?:has been\s+|was\s+)?(?:withdrawn|removed)\s+by\s+arxiv\b` +
		String.raw`|(?:i|we|the\s+(?:\w+\s+)?authors?)\s+(?:(?:have|has|hereby|am|are)\s+)*(?:withdrawn|withdraw|withdrew|withdrawing|retract|retracted)\s+(?:this|the|our|it)\b)`,
	'i',
);
