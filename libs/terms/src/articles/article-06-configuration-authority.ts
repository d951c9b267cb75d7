import { en, ja } from '../prose.js';
import type { Article } from '../provision.js';

/** 第6条: one responsible administrator (管理責任者) holds the configuration authority (設定権限), and nobody else uses it. */
export const article06: Article = {
  number: 6,
  title: '設定権限の管理',
  titleEn: 'Administration of the Configuration Authority',
  kind: 'obliges',
  affects: {
    events: [
      'AdministratorAppointed',
      'SettingChangeRequested',
      'MisuseReported',
      'InstructionGiven',
      'InstructionFollowed',
    ],
    figures: ['registers', 'deadlines'],
  },
  refersTo: () => [],
  paragraphs: [
    {
      text: ja`
        契約者は、IIJ xSP プラットフォームサービス/Mail の利用に当たり、IIJ xSP プラットフォームサービス/Mail の設定権限を
        付与される管理責任者を定めるものとします。`,
      english: en`
        For its use of IIJ xSP Platform Service/Mail the contractor shall appoint a responsible administrator, to whom the
        authority to configure IIJ xSP Platform Service/Mail is granted.`,
    },
    {
      text: ja`契約者は、契約者に対して付与する設定権限の管理責任を負うものとします。`,
      english: en`The contractor is responsible for administering the configuration authority granted to it.`,
    },
    {
      text: ja`契約者は、第三者に設定権限を利用させないものとします。`,
      english: en`The contractor shall not let third parties use the configuration authority.`,
    },
    {
      text: ja`
        契約者は、設定権限が不正利用される可能性があることが判明した場合には、直ちに当社にその旨を連絡するとともに、
        当社からの指示がある場合にはこれに従うものとします。`,
      english: en`
        Where it turns out that the configuration authority may be put to unauthorized use, the contractor shall tell us so at
        once and follow any instructions that we give.`,
    },
  ],
};
