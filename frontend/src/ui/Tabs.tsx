import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components/Tabs";
import styles from "./Tabs.module.css";

export interface TabDefinition<K extends string> {
  id: K;
  label: string;
  count?: number;
  content: () => ReactNode;
}

export interface TabsProps<K extends string> {
  label: string;
  tabs: readonly TabDefinition<K>[];
  /** Keep the chosen tab in the address (a search parameter). */
  selected: K;
  onSelect: (tab: K) => void;
}

export function Tabs<K extends string>({ label, tabs, selected, onSelect }: TabsProps<K>) {
  return (
    <AriaTabs
      className={styles.tabs ?? ""}
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(key as K)}
    >
      <TabList aria-label={label} className={styles.list ?? ""}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={styles.tab ?? ""}>
            {tab.label}
            {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.panel ?? ""}>
          {tab.content()}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
