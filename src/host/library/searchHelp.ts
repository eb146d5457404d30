import { localize } from '../../core/data/localize';
/** The search language in one line, wherever a search can be typed. docs/search.md has all of it. */
export function searchHelp(): string {
	return localize('Words in any order, or author:song  year:2020..2023  tag:x  venue:x  status:unread  "exact words"  -not');
}
