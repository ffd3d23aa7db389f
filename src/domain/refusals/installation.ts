import type { Words } from "./words.ts";

/** What stands in the way of starting: settings, the data folder, the database's role and version. */
export const installationRefusals = {
  "data-folder-unusable": {
    en: "The data folder {folder} cannot be used: {reason}. Give another with --data, or let this user read and write it.",
    ko: "데이터 폴더 {folder}을(를) 쓸 수 없습니다: {reason}. --data로 다른 폴더를 지정하거나 이 사용자에게 읽기·쓰기 권한을 주세요.",
  },
  "data-folder-of-other-major": {
    en: "The data folder {folder} was made by PostgreSQL {found}; this program brings PostgreSQL {expected}. Back up with the program that made it (attain backup), then restore into a new folder (attain restore).",
    ko: "데이터 폴더 {folder}은(는) PostgreSQL {found}에서 만들어졌고 이 프로그램은 PostgreSQL {expected}을(를) 씁니다. 만들었던 프로그램으로 백업한 뒤(attain backup) 새 폴더에 복원하세요(attain restore).",
  },
  "database-newer-than-program": {
    en: "The database was migrated by a newer Attain ({found}); this program knows migrations up to {last}. Start the newer version, or restore a backup made before the upgrade.",
    ko: "데이터베이스가 더 새로운 Attain에서 이전되었습니다({found}). 이 프로그램은 {last}까지만 압니다. 새 버전을 실행하거나 업그레이드 전 백업을 복원하세요.",
  },
  "embedded-database-missing": {
    en: "The PostgreSQL that Attain brings does not run on {platform}: {reason}. Give the address of a PostgreSQL 15 or later in ATTAIN_OWNER_URL.",
    ko: "Attain에 포함된 PostgreSQL이 {platform}에서 실행되지 않습니다: {reason}. ATTAIN_OWNER_URL에 PostgreSQL 15 이상의 주소를 지정하세요.",
  },
} satisfies Record<string, Words>;
