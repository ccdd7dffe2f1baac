import { SegmentField, SelectField } from "../../controls/select-field.tsx";
import {
  AGENCY_ROLES,
  DUTIES_MAX,
  DUTY_ROLES,
  type Duty,
  type RolesDraft,
} from "./account-draft.ts";
import { useAccountsText } from "./text/use-accounts-text.ts";

export interface SiteName {
  id: string;
  name: string;
}

interface RolesFieldsProps {
  draft: RolesDraft;
  sites: readonly SiteName[];
  /** Duties whose missing place somebody should see now. */
  withoutSite: ReadonlySet<number>;
  /** Why the roles as a whole cannot be; nothing while they can. */
  error?: string | undefined;
  onChange: (change: Partial<RolesDraft>) => void;
}

const NONE = "";

/** What somebody may do: at the agency, and at single places. */
export function RolesFields({ draft, sites, withoutSite, error, onChange }: RolesFieldsProps) {
  const text = useAccountsText();
  const { roles } = text;
  const { duties } = draft;
  const put = (index: number, change: Partial<Duty>): void =>
    onChange({ duties: duties.map((duty, at) => (at === index ? { ...duty, ...change } : duty)) });
  return (
    <>
      <SegmentField
        id="agency"
        label={roles.agency}
        rule={roles.agencyRule}
        value={draft.agency}
        choices={AGENCY_ROLES.map((value) => ({ value, label: text.agency[value] }))}
        onChange={(agency) => onChange({ agency })}
      />
      <fieldset class="field">
        <legend class="field-label">{roles.duties}</legend>
        <span class="field-rule">{roles.dutiesRule}</span>
        {duties.length > 0 && (
          <ul class="duties">
            {duties.map((duty, index) => (
              <li key={index}>
                <DutyFields
                  index={index}
                  duty={duty}
                  sites={sites}
                  error={withoutSite.has(index) ? text.problems.site : undefined}
                  onChange={(change) => put(index, change)}
                  onRemove={() => onChange({ duties: duties.filter((_, at) => at !== index) })}
                />
              </li>
            ))}
          </ul>
        )}
        {error !== undefined && (
          <span class="field-error" role="alert">
            {error}
          </span>
        )}
        {duties.length < DUTIES_MAX && (
          <div class="form-actions">
            <button
              class="button button-quiet"
              type="button"
              onClick={() => onChange({ duties: [...duties, { role: "operator", site: NONE }] })}
            >
              {roles.addDuty}
            </button>
          </div>
        )}
      </fieldset>
    </>
  );
}

interface DutyFieldsProps {
  index: number;
  duty: Duty;
  sites: readonly SiteName[];
  error: string | undefined;
  onChange: (change: Partial<Duty>) => void;
  onRemove: () => void;
}

function DutyFields({ index, duty, sites, error, onChange, onRemove }: DutyFieldsProps) {
  const text = useAccountsText();
  const { roles } = text;
  const known = sites.some(({ id }) => id === duty.site);
  // A place beyond the list is still the one that is stored.
  const others = duty.site === NONE || known ? [] : [{ value: duty.site, label: duty.site }];
  return (
    <>
      <div class="form-grid">
        <SelectField
          id={`duty-role-${index}`}
          label={roles.duty}
          value={duty.role}
          choices={DUTY_ROLES.map((value) => ({ value, label: text.duty[value] }))}
          onChange={(role) => onChange({ role })}
        />
        <SelectField
          id={`duty-site-${index}`}
          label={roles.site}
          value={duty.site}
          error={error}
          choices={[
            { value: NONE, label: roles.chooseSite },
            ...others,
            ...sites.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(site) => onChange({ site })}
        />
      </div>
      <button class="link-button" type="button" onClick={onRemove}>
        {roles.remove}
      </button>
    </>
  );
}
