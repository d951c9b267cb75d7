import type { ExternalReference } from './provision.js';

/** What these terms name of the General Regulations (IIJ インターネットサービス契約約款, 一般規程), whose text is no part of them. */
const namedArticles = {
  19: { title: '禁止事項', titleEn: 'Prohibited Acts' },
  25: { title: '利用の停止等', titleEn: 'Suspension of Use' },
  28: { title: '契約者の解除', titleEn: 'Termination by the Contractor' },
} as const;

/** 一般規程第 n 条: an article of the General Regulations, or one of its paragraphs. */
export const generalRegulations = (article: keyof typeof namedArticles, paragraph?: number): ExternalReference => ({
  label: `general-${String(article)}${paragraph === undefined ? '' : `(${String(paragraph)})`}`,
  ...namedArticles[article],
});
