// npm run proof:markdown
import { ofTests } from './ofTests';
import { proof } from './proof';

void proof('A Markdown document is read as remark reads it: links, code, headings and front matter', ({ quick }) =>
	ofTests(['test/unit/markdown/scanAgainstRemark.test.ts'], {
		environment: { MARKDOWN_DOCUMENTS: quick ? '200' : '10000' },
		grep: 'random documents',
	}),
);
